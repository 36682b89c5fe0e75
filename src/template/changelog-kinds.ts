import type {SectionSpec} from './schema.ts'

/** Those of sibling sections that are kinds of changes, by which changelogs group their entries; none if they are few. */
export function kindsOfChanges(specs: readonly SectionSpec[]): ReadonlySet<SectionSpec> {
  const kinds = specs.filter(({heading}) => kindOfChange.test(heading.folded))
  if (kinds.length < fewestKinds) return new Set()
  // What may as well be a subject is a kind only in a changelog for certain.
  const isChangelog = kinds.filter(({heading}) => participle.test(heading.folded)).length >= fewestParticiples
  return new Set(specs.filter((spec) => kinds.includes(spec) || (isChangelog && subject.test(spec.heading.folded))))
}

/** The least number of kinds of changes that shows a changelog. */
const fewestKinds = 3
const fewestParticiples = 2

/** Folded names that are also those of sections on other things. */
const subject =
  /^(?:internal(?: changes)?|performance|documentation|docs|dependencies|build|tests?|refactoring|breaking|other(?: changes)?|intern(?:es)?|leistung|dokumentation|interne|documentacion|documentacao|rendimiento|desempenho|内部|性能|文档|ドキュメント|パフォーマンス|내부|성능|문서)(?=$|:| \/)/u

/** What has happened to a part of the product, folded: `Added`, `Geändert`. */
const participles = [
  'added|changed|deprecated|removed|fixed|improved|updated',
  'neu|hinzugefugt|geandert|behoben|entfernt|veraltet|verbessert|toegevoegd|gewijzigd|opgelost|verwijderd',
  'ajoutee?s?|ajouts?|changee?s?|modifiee?s?|corrigee?s?|supprimee?s?|depreciee?s?|amelioree?s?',
  '(?:anadid|agregad|cambiad|modificad|corregid|arreglad|eliminad|mejorad|adicionad|alterad|corrigid|removid|melhorad)[oa]s?',
  'aggiunt[oie]|modificat[oie]|corrett[oie]|rimoss[oie]|deprecat[oie]',
  'добавлено|изменено|исправлено|удалено|устарело|улучшено',
  '新增(?:功能)?|变更|更改|修改|修复|移除|删除|弃用|废弃|優化|优化|追加|変更点?|修正|削除|非推奨|추가|변경|수정|삭제|제거'
].join('|')

const participle = new RegExp(String.raw`^(?:${participles})(?=$|:| \/)`, 'u')

const kindOfChange = new RegExp(
  String.raw`^(?:${participles}|security|new features?|features|enhancements|improvements|bug ?fixes|fixes|breaking changes|deprecations|removals|known issues|security fixes|sicherheit|securite|seguridad|seguranca|sicurezza|безопасность|安全|セキュリティ|보안)(?=$|:| \/)`,
  'u'
)

/** What may be done with files, of which a change does some: `Create`, `Modify`, `Delete`. */
const doings: readonly RegExp[] = [
  /^(?:add|create|new|anlegen|erstellen|neu|ajouter|creer|crear|criar|anadir|adicionar|creare|создать|新建|创建|新增|作成|新規(?:作成)?|追加|생성|추가)(?: files?)?$/u,
  /^(?:change|edit|modify|update|andern|bearbeiten|modifier|modificar|editar|actualizar|atualizar|alterar|modificare|изменить|修改|变更|更新|変更|編集|수정|변경)(?: files?)?$/u,
  /^(?:delete|remove|entfernen|loschen|supprimer|borrar|eliminar|excluir|remover|eliminare|rimuovere|удалить|删除|移除|削除|삭제|제거)(?: files?)?$/u
]

/** Sibling sections for all that may be done with something, and no others, such as `Read`; none if they are not that. */
export function doingsAmong(specs: readonly SectionSpec[]): readonly SectionSpec[] {
  const isEach = doings.every((doing) => specs.filter(({heading}) => doing.test(heading.folded)).length === 1)
  return isEach && specs.length === doings.length ? specs : []
}
