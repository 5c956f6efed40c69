import assert from 'node:assert/strict';

const note = `${process.env.ApiUrl}/notes/n${Date.now()}`;
assert.equal((await fetch(note)).status, 404);
assert.equal((await fetch(note, { method: 'PUT', body: '{' })).status, 400);
assert.equal((await fetch(note, { method: 'PUT', body: JSON.stringify({ text: 'hello' }) })).status, 200);
assert.equal((await (await fetch(note)).json()).text, 'hello');
console.log('check\ta note is kept and read');
