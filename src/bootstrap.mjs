// The first file that runs on a fresh machine: plain JavaScript without a dependency, because nothing is installed
// yet. It installs what the lock file names, compiles what has changed, and hands over.
import {spawn, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [task = 'build', ...rest] = process.argv.slice(2);

const tasks = {
  build() {},
  // npm itself has just installed; only compile
  prepare() {},
  start: () => run('start', process.execPath, [join(root, 'dist', 'pipelines', 'start.js'), ...rest]),
  bench: () =>
    run('bench', process.execPath, ['--expose-gc', join(root, 'dist', 'pipelines', 'bench.js'), ...rest]),
  backtest: () =>
    run('backtest', process.execPath, [join(root, 'dist', 'pipelines', 'backtest.js'), ...rest]),
  hunt: () => run('hunt', process.execPath, [join(root, 'dist', 'pipelines', 'hunt.js'), ...rest]),
  siege: () => run('siege', process.execPath, [join(root, 'dist', 'pipelines', 'siege.js'), ...rest]),
  async generate() {
    run('generate', process.execPath, [join(root, 'dist', 'src', 'db', 'generate.js'), ...rest]);
    await compile();
    await compile();
  },
  check() {},
  test: () => run('tests', tool('vitest'), ['run', ...rest]),
};

/** Looked at while the program compiles: none of them needs it, and each keeps one core busy at most. */
const checks = [
  ['types', tool('tsc'), ['--noEmit', '-p', 'tsconfig.json']],
  ['unused', tool('knip'), []],
  ['style', tool('biome'), ['check', '.']],
];

if (!(task in tasks)) {
  console.error(`task ${task} is unknown; there are ${Object.keys(tasks).join(', ')}`);
  process.exit(2);
}
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 15)) {
  console.error(`Node ${process.versions.node} is too old; this project needs Node 20.15 or later`);
  process.exit(2);
}
if (task !== 'prepare') install();
await Promise.all([compile(), ...(['check', 'test'].includes(task) ? checks : []).map(runBeside)]);
await tasks[task]();

/** Install what the lock file names, once per lock file. */
function install() {
  const stamp = join(root, 'node_modules', '.installed');
  const wanted = digest([join(root, 'package-lock.json')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  run('install', 'npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], {
    shell: process.platform === 'win32',
  });
  writeFileSync(stamp, wanted);
}

/** Compile the program and the pages' script, once per state of their sources. */
async function compile() {
  const stamp = join(root, 'dist', '.compiled');
  const wanted = digest(sources());
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // types are looked at by `check`; who only wants to run the program need not wait for it
  const steps = [
    ['compile', tool('tsc'), ['-p', 'tsconfig.build.json', '--noCheck']],
    ['bundle', tool('vite'), ['build']],
  ];
  await Promise.all(steps.map(runBeside));
  // npx makes the command executable when it first links it, and not again after the program was compiled anew
  chmodSync(join(root, 'dist', 'src', 'cli', 'main.js'), 0o755);
  mkdirSync(dirname(stamp), {recursive: true});
  writeFileSync(stamp, wanted);
}

function sources() {
  const found = ['tsconfig.json', 'tsconfig.build.json', 'vite.config.ts', 'package-lock.json'].map((name) =>
    join(root, name),
  );
  const walk = (folder) => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (/\.(ts|css)$/.test(name)) found.push(path);
    }
  };
  for (const room of ['src', 'pipelines', 'dashboards', 'data-samples']) walk(join(root, room));
  return found;
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest('hex');
}

function tool(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** Run a step beside others: what it says comes whole when it ends, and one that fails ends everything. */
function runBeside([name, command, args]) {
  const began = Date.now();
  const child = spawn(command, args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe']});
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${name}: ${error.message}`);
      process.exit(4);
    });
    child.on('close', (code) => {
      if (code !== 0) {
        process.stderr.write(`${name.padEnd(9)} …\n${Buffer.concat(said)}`);
        process.exit(code ?? 1);
      }
      process.stderr.write(`${name.padEnd(9)} ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
      resolve();
    });
  });
}

/** Run one step; its output is the user's to read. A step that fails ends everything with its own exit code. */
function run(name, command, args, options = {}) {
  const isTool = !['start', 'bench', 'backtest', 'hunt'].includes(name);
  if (isTool) process.stderr.write(`${name.padEnd(9)} …\n`);
  const began = Date.now();
  const result = spawnSync(command, args, {
    cwd: isTool ? root : process.cwd(),
    stdio: 'inherit',
    ...options,
  });
  if (result.error) {
    console.error(`${name}: ${result.error.message}`);
    process.exit(4);
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
  if (isTool) process.stderr.write(`${name.padEnd(9)} ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}
