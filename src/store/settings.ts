/** Small facts of the installation: the hash of the admin password, whether the demo was loaded. */
export interface SettingStore {
  get(name: string): Promise<string | undefined>
  put(name: string, value: string): Promise<void>
  /** Keeps the value that is there already. Of several at once one is kept. */
  putIfMissing(name: string, value: string): Promise<void>
}
