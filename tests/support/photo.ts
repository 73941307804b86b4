/** What begins like a photograph of a telephone (JPEG). */
export const photo = (of = 'a receipt'): Buffer =>
  Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from(`a photograph of ${of}`)])
