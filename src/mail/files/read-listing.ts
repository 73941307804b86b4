import { readXml, type XmlElement } from '../../documents/xml/read-xml.js'
import { AppError } from '../../lib/errors.js'

type Listing = { objects: { key: string; size: number; changedAt: number }[]; next: string | null }

/** Pure. A page of `ListObjectsV2`. Throws `unavailable` for what is none. */
export function readListing(xml: string): Listing {
  const read = readXml(xml)
  if (!read.ok || read.value.name !== 'ListBucketResult')
    throw new AppError('unavailable', 'The object store listed its objects in a way that can’t be read.', {
      problem: read.ok ? read.value.name : read.problem,
    })
  const { children } = read.value
  const next = textIn(children, 'NextContinuationToken')
  return {
    objects: children
      .filter(({ name }) => name === 'Contents')
      .map((object) => ({
        key: textIn(object.children, 'Key'),
        size: Number(textIn(object.children, 'Size')),
        changedAt: Date.parse(textIn(object.children, 'LastModified')),
      })),
    next: textIn(children, 'IsTruncated') === 'true' && next !== '' ? next : null,
  }
}

const textIn = (elements: readonly XmlElement[], name: string): string =>
  elements.find((element) => element.name === name)?.text ?? ''
