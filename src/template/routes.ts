/** Routes of an API: `GET /resource/{id}`. */

const methods = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS'

/** How much of the text before a parameter is examined, in UTF-16 code units. */
export const longestRoute = 120

/**
 * Whether a text in braces is a parameter in the path of a route, which documents keep: right after a slash of a path that
 * starts with one, with a method before the path or with the name of a key in the braces. In paths of files such texts are
 * placeholders.
 *
 * @param inner The text within the braces.
 * @param before The text before them.
 */
export function isRouteParameter(inner: string, before: string): boolean {
  if (!before.endsWith('/') || !/^[a-z][\w-]{0,40}$/i.test(inner)) return false
  return methodAndPath.test(before) || (pathAlone.test(before) && keyName.test(inner))
}

const pathBefore = String.raw`\/(?:[\w.~:@{}-]{1,60}\/){0,9}$`
const methodAndPath = new RegExp(String.raw`(?<![\p{Alpha}\p{N}])(?:${methods})[*_:]{0,3} ${pathBefore}`, 'u')
const pathAlone = new RegExp(String.raw`(?<![^\s("'*_\u{E000}])${pathBefore}`, 'u')

/** `id`, `taskId`, `order_uuid`. */
const keyName = /^(?:id|uuid|guid|slug)$|[_-](?:id|uuid|guid|slug)$|[a-z](?:Id|ID|Uuid|UUID|Slug)$/

/** The parameters of a heading that is a route. A document may have other names for them. */
export function routeParameters(heading: string): readonly string[] {
  return route.test(heading) ? (heading.match(/(?<=\/)\{[\w-]{1,40}\}/g) ?? []) : []
}

const route = new RegExp(String.raw`^(?:(?:${methods}) )?\/[\w.~:@{}/-]{1,200}$`)

/**
 * The parts of a heading that are samples because it is a route of no API in particular: `GET` and `resource/{id}` of
 * `GET /resource/{id}`; none of any other heading.
 */
export function sampleRoute(heading: string): readonly string[] {
  const [, method = '', path = ''] = methodThenPath.exec(heading) ?? []
  return path.split('/').some((segment) => ofNoApi.test(segment)) ? [method, path] : []
}

const methodThenPath = new RegExp(String.raw`^(${methods}) \/([\w.~:@{}/-]{1,200})$`)

const ofNoApi = /^(?:(?:my|your|some|sample|example)[_-]?[a-z-]{0,30}|resources?|entity|entities|endpoint|path|foo)$/i
