import { Icon } from '../ui/icons.js'

type Props = { files: readonly File[]; onRemove: (file: File) => void }

/** What will go with the words: a chip each, to be taken off again before it is sent. */
export function ComposerFiles({ files, onRemove }: Props) {
  if (files.length === 0) return null
  return (
    <ul className="composer-files" aria-label="Attached">
      {files.map((file) => (
        <li key={`${file.name} ${file.size} ${file.lastModified}`}>
          <span dir="auto">{file.name}</span>
          <button type="button" aria-label={`Remove ${file.name}`} onClick={() => onRemove(file)}>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}
