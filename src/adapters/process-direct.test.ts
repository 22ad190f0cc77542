import { describe, expect, it } from 'vitest'
import type { ProcessDirectTrigger } from '../engine/define-adapter.ts'
import { compileReceiver, compileSender, exchange, flowContext, services } from './http/fixtures/stand-ins.ts'
import receiver from './process-direct-receiver.ts'
import sender from './process-direct-sender.ts'

describe('the ProcessDirect sender', () => {
  const compile = async (address: string, allowedHeaderList = '') =>
    (await compileSender(sender, { address }, flowContext({ allowedHeaderList }))) as ProcessDirectTrigger

  it('listens on its address as written', async () => {
    expect(await compile(' PD_Auth-1/x ')).toMatchObject({ kind: 'process-direct', address: 'PD_Auth-1/x' })
  })

  it.each([
    ['', ['X-Own', 'SAP_Sender'], []],
    ['*', ['X-Own', 'CamelHttpPath'], ['X-Own', 'CamelHttpPath']],
    ['SAP_.*', ['X-Own', 'SAP_Sender'], ['SAP_Sender']],
  ])('takes the headers that %j allows', async (list, offered, taken) => {
    const { accepts } = await compile('/a', list)
    expect(offered.filter((name) => accepts?.(name))).toEqual(taken)
  })

  it.each([
    ['  ', 'It is empty'],
    ['/a/${header.x}', 'A flow cannot listen on an address with expressions'],
  ])('refuses the address %j', async (address, text) => {
    await expect(compile(address)).rejects.toMatchObject({ construct: 'ProcessDirect address', message: text })
  })
})

describe('the ProcessDirect receiver', () => {
  it('sends the exchange to the address of the message', async () => {
    const sent: unknown[] = []
    const available = services({ sendProcessDirect: async (...call) => void sent.push(call) })
    const send = await compileReceiver(receiver, { address: '/exit/${header.country}' }, flowContext({}, available))
    const message = exchange({ country: 'DE' })
    await send(message)
    expect(sent).toEqual([['/exit/DE', message]])
  })

  it('fails when the address comes out empty', async () => {
    const send = await compileReceiver(receiver, { address: '${header.absent}' })
    const text = 'The ProcessDirect address ${header.absent} is empty for this message'
    await expect((async () => send(exchange()))()).rejects.toThrow(text)
  })

  it('passes the failure of the other flow on', async () => {
    const available = services({ sendProcessDirect: () => Promise.reject(new Error('No deployed flow listens')) })
    const send = await compileReceiver(receiver, { address: '/a' }, flowContext({}, available))
    await expect(send(exchange())).rejects.toThrow('No deployed flow listens')
  })

  it('refuses an empty address', async () => {
    await expect(compileReceiver(receiver, {})).rejects.toMatchObject({ construct: 'ProcessDirect address', message: 'It is empty' })
  })
})
