import { useState } from 'react'
import type { FileInfo } from '../../page-api.js'
import { Dialog } from '../ui/dialog.js'
import { Icon } from '../ui/icons.js'

/** A picture shows itself and opens large; anything else is a card to open or save. */
export function FileView({ file }: { file: FileInfo }) {
  return file.isImage ? <PictureFile file={file} /> : <FileCard file={file} />
}

function PictureFile({ file }: { file: FileInfo }) {
  const [isLarge, setLarge] = useState(false)
  const name = file.title || file.name
  return (
    <figure className="file-picture">
      <figcaption>
        <span dir="auto">{name}</span>
        <a href={`${file.url}?download=1`} download={file.name} aria-label={`Download ${file.name}`}>
          <Icon name="download" size={16} />
        </a>
      </figcaption>
      <button type="button" aria-label={`Enlarge ${name}`} onClick={() => setLarge(true)}>
        <img src={file.url} alt={file.altText ?? name} />
      </button>
      {isLarge && (
        <Dialog title={name} className="dialog-picture" onClose={() => setLarge(false)}>
          <img src={file.url} alt={file.altText ?? name} />
        </Dialog>
      )}
    </figure>
  )
}

function FileCard({ file }: { file: FileInfo }) {
  return (
    <div className="file-card">
      <span className="file-kind" data-kind={file.filetype}>
        {file.filetype.slice(0, 4).toUpperCase() || 'FILE'}
      </span>
      <span className="file-words">
        <a href={file.url} target="_blank" rel="noreferrer" dir="auto">
          {file.title || file.name}
        </a>
        <small>
          {file.name} · {fileSize(file.size)}
        </small>
      </span>
      <a
        className="icon-button"
        href={`${file.url}?download=1`}
        download={file.name}
        aria-label={`Download ${file.name}`}
      >
        <Icon name="download" />
      </a>
    </div>
  )
}

/** `820 B`, `14 KB`, `1.2 MB` */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
