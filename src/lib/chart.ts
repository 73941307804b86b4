/** Values in major units for drawing only; figures for people stand in the table. At most 6 series of 20 points. */
export type Chart = {
  kind: 'bar' | 'stacked-bar' | 'line'
  title: string
  unit: string
  categories: readonly string[]
  series: readonly { name: string; values: readonly number[] }[]
}
