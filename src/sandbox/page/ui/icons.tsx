const paths = {
  home: 'M4 10.5 12 4l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z',
  mail: 'M4 6.5h16v11H4zM4.5 7l7.5 6 7.5-6',
  hash: 'M9.5 4.5 8 19.5M16 4.5l-1.5 15M5 9.2h15M4 14.8h15',
  lock: 'M6.5 11h11v8.5h-11zM9 11V8a3 3 0 0 1 6 0v3',
  plus: 'M12 5v14M5 12h14',
  menu: 'M4.5 7h15M4.5 12h15M4.5 17h15',
  close: 'M6 6l12 12M18 6 6 18',
  search: 'M10.8 17a6.2 6.2 0 1 0 0-12.4 6.2 6.2 0 0 0 0 12.4zM15.5 15.5 20 20',
  chevron: 'M7 10l5 5 5-5',
  send: 'M4.5 12 20 4.8 15.2 20l-3.4-6.2zM11.8 13.8 20 4.8',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  reply: 'M5 6.5h14v9.5h-8l-4 3.2V16H5z',
  smile: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM9.2 10h.01M14.8 10h.01M8.8 13.8c1.7 2.3 4.7 2.3 6.4 0',
  file: 'M7 3.8h7l4 4v12.4H7zM13.8 4v4H18',
  download: 'M12 4.5v10M8 11l4 4 4-4M5 19.5h14',
  clip: 'M18.5 11.2 12 17.7a4 4 0 0 1-5.7-5.7l6.8-6.8a2.7 2.7 0 0 1 3.8 3.8l-6.6 6.6a1.3 1.3 0 0 1-1.9-1.9l6-6',
  eye: 'M3.5 12S6.5 6.5 12 6.5 20.5 12 20.5 12 17.5 17.5 12 17.5 3.5 12 3.5 12zM12 14.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  book: 'M6 5h10.5A1.5 1.5 0 0 1 18 6.5V19H8a2 2 0 0 1-2-2zM6 17a2 2 0 0 1 2-2h10M9 8.5h6M9 11.3h3.5',
  spark: 'M12 4l1.7 5.3L19 11l-5.3 1.7L12 18l-1.7-5.3L5 11l5.3-1.7zM18.5 16.5v4M16.5 18.5h4',
  bolt: 'M13 3.5 6 13.5h5l-1 7 7-10h-5z',
  people:
    'M9 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.8 19c0-3 2.2-5 5.2-5s5.2 2 5.2 5M15.5 11.3a2.6 2.6 0 0 0 0-5.2M16.5 14.2c2.3.3 3.8 2.2 3.8 4.8',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  pen: 'M5 19l1-4L15.8 5.2l3 3L9 18z',
  refresh: 'M19 12a7 7 0 1 1-2.1-5M17.2 3.5V7h-3.5',
  warning: 'M12 4.5 21 19.5H3zM12 10v4.5M12 17h.01',
  check: 'M5 12.5l4.5 4.5L19 7.5',
} as const

export type IconName = keyof typeof paths

/** A line icon; always decoration, the words beside it or the control's label say what it means. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  const weight = name === 'more' ? 2.6 : 1.7
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
