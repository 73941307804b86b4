import v8 from 'node:v8'

/**
 * Has V8 collect once its heap is half as large again as what was in use after the last time; by itself it waits for up to four times
 * of that (`node --v8-options`). What a batch of mail is made of outlives the young generation and is garbage seconds later, so the heap
 * of a backfill grew as far as it was let: a process of 412 MB for 30,000 messages, of which 50 were in use. It takes 280, for 3,000 260,
 * and no CPU that could be told from noise ([scaling](../../docs/scaling.md#mail)). For processes that read mail, before they do.
 */
export const modestHeap = (): void => v8.setFlagsFromString('--heap-growing-percent=50')
