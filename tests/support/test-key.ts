/** The key every test database and test service is set up with: 32 bytes, base64, worth nothing. */
export const TEST_KEY = Buffer.alloc(32, 'test').toString('base64')
