/** An editor's side of the language server protocol, over the standard streams of a real process. */
import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {
  type CodeAction,
  CodeActionRequest,
  ConfigurationRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializeRequest,
  InitializedNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  createProtocolConnection
} from 'vscode-languageserver-protocol/node'

/** The path of the built server, also when this module is imported from its source. */
export const languageServer = fileURLToPath(
  new URL('dist/bench/remark-language-server.js', import.meta.resolve('guidelint/package.json'))
)

/** An editor with one folder open. */
export interface Editor {
  /** Opens a document, or changes it if it is open; returns what the server finds in this version. */
  readonly show: (name: string, text: string) => Promise<readonly Diagnostic[]>
  /** Returns the quick fixes that the server offers for a finding. */
  readonly quickFixes: (name: string, diagnostic: Diagnostic) => Promise<readonly CodeAction[]>
  /** The server's process. */
  readonly pid: number | undefined
  /** Shuts the server down; returns its exit status. */
  readonly close: () => Promise<number | null>
}

/** Start a server for a folder, like an editor that supports settings. */
export async function openEditor(folder: string, module = languageServer): Promise<Editor> {
  const server = spawn(process.execPath, [module, '--stdio'], {stdio: ['pipe', 'pipe', 'inherit']})
  const exit = once(server, 'exit')
  const connection = createProtocolConnection(server.stdout, server.stdin)
  const versions = new Map<string, number>()
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href
  const published = diagnosticsReceiver(connection, server)

  connection.onRequest(RegistrationRequest.type, () => undefined)
  connection.onRequest(ConfigurationRequest.type, ({items}) => items.map(() => ({requireConfig: true})))
  connection.listen()
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{uri: pathToFileURL(folder).href, name: 'folder'}],
    capabilities: {workspace: {configuration: true, workspaceFolders: true}}
  })
  await connection.sendNotification(InitializedNotification.type, {})

  return {
    show: async (name, text) => {
      const uri = uriOf(name)
      const version = (versions.get(name) ?? 0) + 1
      versions.set(name, version)
      const diagnostics = published(uri, version)
      await (version === 1
        ? connection.sendNotification(DidOpenTextDocumentNotification.type, {
            textDocument: {uri, languageId: 'markdown', version, text}
          })
        : connection.sendNotification(DidChangeTextDocumentNotification.type, {
            textDocument: {uri, version},
            contentChanges: [{text}]
          }))
      return diagnostics
    },
    quickFixes: async (name, diagnostic) => {
      const textDocument = {uri: uriOf(name)}
      const actions = await connection.sendRequest(CodeActionRequest.type, {
        textDocument,
        range: diagnostic.range,
        context: {diagnostics: [diagnostic]}
      })
      return (actions ?? []) as readonly CodeAction[]
    },
    pid: server.pid,
    close: async () => {
      await connection.sendRequest(ShutdownRequest.type)
      await connection.sendNotification(ExitNotification.type)
      await exit
      connection.dispose()
      return server.exitCode
    }
  }
}

/**
 * Returns a function that waits for the diagnostics of one version of a document, and fails if the server ends before.
 */
function diagnosticsReceiver(
  connection: ReturnType<typeof createProtocolConnection>,
  server: ChildProcess
): (uri: string, version: number) => Promise<readonly Diagnostic[]> {
  const waiting = new Map<string, (diagnostics: readonly Diagnostic[]) => void>()
  const ended = once(server, 'exit').then(([status]) => {
    throw new Error(`The language server ended with status ${status}`)
  })
  // Nobody waits when the server is closed.
  ended.catch(() => undefined)
  connection.onNotification(PublishDiagnosticsNotification.type, ({uri, version, diagnostics}) =>
    waiting.get(`${uri} ${version}`)?.(diagnostics)
  )
  return (uri, version) =>
    Promise.race([new Promise<readonly Diagnostic[]>((resolve) => waiting.set(`${uri} ${version}`, resolve)), ended])
}
