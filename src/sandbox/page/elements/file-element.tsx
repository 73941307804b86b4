/** The sandbox has no uploads inside modals; saying so beats a box that does nothing. */
export function FileElement() {
  return <p className="muted">Files can't be added here; share them in a conversation instead.</p>
}
