const toBeRemoved: readonly RegExp[] = [
  /\b(?:please|to be|should be|must be) (?:remove|delete)d?\b/,
  /^(?:please )?(?:remove|delete) (?:this|the|me)\b(?: (?:whole |entire )?(?:(?:sub-?)?section|heading|part|chapter|page|block))?(?=\s*(?:$|[.,:;!)\]—–-]|before\b|after\b|once\b|prior\b|when (?:you|done|finished)\b|in your\b))/,
  /[([](?:please )?(?:remove|delete)(?: (?:this|me|it)(?: section)?)?(?: (?:before|after|once|when) [^()[\]]{1,80})?[)\]]/,
  /\bbitte (?:\p{Alpha}+ ){0,3}(?:löschen|entfernen)\b|^(?:diesen|den) abschnitt (?:\p{Alpha}+ ){0,4}(?:löschen|entfernen)\b|\b(?:vor|nach) dem \p{Alpha}+ (?:löschen|entfernen)\b/u,
  /\b(?:à supprimer|veuillez supprimer|supprimez? cette section)\b|\b(?:eliminar|eliminen?|borrar|borren?|suprimir) esta sección\b|\b(?:remova|remover|apague|apagar|exclua) esta seção\b/u
]

/**
 * Whether a heading, or a comment on its section, asks authors to remove the section before the document is finished.
 */
export function asksToRemoveSection(text: string, isHeading: boolean): boolean {
  const opening = text.slice(0, 500).toLowerCase()
  if (/\b(?:not|never|n't) (?:remove|delete)\b|\bcomments?\b|\bif\b|\bunless\b/.test(opening)) return false
  return (isHeading ? toBeRemoved : toBeRemoved.slice(1)).some((wording) => wording.test(opening))
}

/**
 * Whether a comment asks to be removed before the document is finished, and not only in some cases:
 * `When all is agreed, remove this comment`.
 */
export function saysRemove(comment: string): boolean {
  return comment
    .slice(0, 5000)
    .split(/[.!?]\s/)
    .some(
      (sentence) =>
        /\b(?:remove|delete) (?:this|these|the|all) (?:\w+ )?comments?\b/i.test(sentence) &&
        !/^\s*(?:if|once|when) (?:all|any|each|every|no|nothing|there|these|those)\b/i.test(sentence)
    )
}
