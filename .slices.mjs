import chromium from '@sparticuz/chromium'; import {chromium as pw} from 'playwright-core';
const b=await pw.launch({executablePath:await chromium.executablePath(),args:['--no-sandbox','--disable-gpu'],headless:true});
const pages=process.argv.slice(2);
for (const [n,w,media] of [['desk',1280,{}],['phone',390,{}],['print',794,{media:'print'}],['dark',1280,{colorScheme:'dark'}]]) { if (process.env.ONLY && !process.env.ONLY.split(',').includes(n)) continue;
 for (const path of pages) { const p=await b.newPage({viewport:{width:w,height:900}}); const errs=[]; p.on('console',m=>m.type()==='error'&&errs.push(m.text())); p.on('pageerror',e=>errs.push(e.message)); await p.emulateMedia(media); await p.goto('http://localhost:8992/'+path); await p.waitForSelector('html[data-ready]',{timeout:15000}); await p.waitForTimeout(200);
 const h=await p.evaluate(()=>document.documentElement.scrollHeight); const step=w===390?1800:1700; let i=0; await p.setViewportSize({width:w,height:Math.min(h,16000)}); for (let y=0;y<h&&i<(Number(process.env.MAX??9));y+=step,i++) await p.screenshot({path:`/tmp/demo/${(path||'index').replace('.html','')}-${n}-${i}.png`,clip:{x:0,y,width:w,height:Math.min(step,h-y)},fullPage:true}); console.log(path,n,h,i,errs.slice(0,2).join('|')); await p.close(); } }
await b.close();
