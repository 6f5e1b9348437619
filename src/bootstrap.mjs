// The first file that runs on a fresh machine: plain JavaScript without a dependency, because nothing is installed
// yet. It installs what the lock file names, compiles what has changed, and hands over.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
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
  generate() {
    run('generate', process.execPath, [join(root, 'dist', 'src', 'db', 'generate.js'), ...rest]);
    compile();
    compile();
  },
  check() {
    run('style', tool('biome'), ['check', '.']);
    run('types', tool('tsc'), ['--noEmit', '-p', 'tsconfig.json']);
    run('unused', tool('knip'), []);
  },
  test() {
    tasks.check();
    run('tests', tool('vitest'), ['run', ...rest]);
  },
};

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
compile();
tasks[task]();

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
function compile() {
  const stamp = join(root, 'dist', '.compiled');
  const wanted = digest(sources());
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // types are looked at by `check`; who only wants to run the program need not wait for it
  run('compile', tool('tsc'), ['-p', 'tsconfig.build.json', '--noCheck']);
  run('bundle', tool('vite'), ['build']);
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
