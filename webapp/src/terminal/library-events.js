/** Stands in for vscode-jsonrpc (the build sees to that), of which the SSH library uses only this. */
export { Emitter } from 'vscode-jsonrpc/lib/events.js';
export { CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc/lib/cancellation.js';
