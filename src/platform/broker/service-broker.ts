import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { BrokerBinding, BrokerInstance, BrokerRequest } from '../../store/broker.ts'
import type { ServiceInstance, ServiceKey } from '../../store/services.ts'
import type { Store } from '../../store/store.ts'
import { parseInstanceParameters } from '../cloud-foundry/instance-parameters.ts'
import { checkKeyParameters } from '../cloud-foundry/key-parameters.ts'
import type { KeyCredentials } from '../cloud-foundry/keys.ts'
import { nameOf } from '../names.ts'
import type { Platform } from '../platform.ts'
import { bindingMetadata, endOf } from './binding-metadata.ts'
import { BrokerError, different, gone, missing } from './broker-error.ts'
import { catalog, planWith, requireService } from './catalog.ts'
import type { binding, deletion, provisioning, updating } from './requests.ts'

export interface ServiceBrokerOptions {
  readonly platform: Pick<Platform, 'instances' | 'keys' | 'entitlements' | 'subaccounts'>
  readonly store: Pick<Store, 'broker' | 'services'>
  readonly clock: Clock
}

/** An answer that differs when the thing was there already. */
export interface Outcome {
  readonly status: 200 | 201
  readonly body: Readonly<Record<string, unknown>>
}

/** Ids stand in URLs, client ids and names of keys. */
const id = nameOf(64)

/** The Open Service Broker API on service instances and keys. Every change is done when its answer goes out. */
export class ServiceBroker {
  readonly #options: ServiceBrokerOptions
  readonly #busy = new Set<string>()

  constructor(options: ServiceBrokerOptions) {
    this.#options = options
  }

  async catalog() {
    const { platform } = this.#options
    return catalog(platform.subaccounts.cloudFoundry, await platform.entitlements.list())
  }

  /** 201, or 200 for the same request again. */
  provision(instanceId: string, request: z.output<typeof provisioning>): Promise<Outcome> {
    return this.#alone(instanceId, async () => {
      const plan = await this.#plan(request)
      requireNoMaintenance(request)
      const parameters = parseInstanceParameters(request.parameters ?? {})
      const { organization_guid, space_guid } = request
      const asked = toRequest(request, { organization_guid, space_guid })
      const existing = await this.#options.store.broker.findInstance(instanceId)
      if (existing) return repeated(existing, asked)
      const name = await this.#freeName(instanceId, request.context?.instance_name)
      const { id } = await this.#options.platform.instances.create({ id: checkedId(instanceId), name, plan, parameters })
      await this.#options.store.broker.addInstance({ id: instanceId, instanceId: id, ...asked })
      return { status: 201, body: {} }
    })
  }

  /** Parameters that are not given stay as they are. */
  update(instanceId: string, request: z.output<typeof updating>): Promise<Outcome> {
    return this.#alone(instanceId, async () => {
      const { platform, store } = this.#options
      requireService(request.service_id, platform.subaccounts.cloudFoundry)
      const known = await this.#instance(instanceId, missing)
      if (request.plan_id !== undefined) await this.#plan({ ...request, plan_id: request.plan_id })
      if (request.plan_id !== undefined && request.plan_id !== known.planId) {
        throw new BrokerError(422, 'The plan of an instance cannot be changed')
      }
      requireNoMaintenance(request)
      if (request.parameters === undefined) return { status: 200, body: {} }
      const { name } = await this.#serviceInstance(known)
      const { parameters } = await platform.instances.update(name, parseInstanceParameters(request.parameters))
      await store.broker.updateInstance({ ...known, parameters })
      return { status: 200, body: {} }
    })
  }

  async instance(instanceId: string) {
    const known = await this.#instance(instanceId, missing)
    const { parameters } = await this.#serviceInstance(known)
    return { service_id: known.serviceId, plan_id: known.planId, parameters }
  }

  /** Throws 410 when there is no such instance, 422 while it has keys. */
  deprovision(instanceId: string, request: z.output<typeof deletion>): Promise<void> {
    return this.#alone(instanceId, async () => {
      await this.#plan(request)
      const known = await this.#instance(instanceId, gone)
      const { name } = await this.#serviceInstance(known)
      await this.#options.platform.instances.delete(name)
    })
  }

  /** Everything is done at once. Throws 410 when there is no such instance. */
  async lastInstanceOperation(instanceId: string) {
    await this.#instance(instanceId, gone)
    return { state: 'succeeded' }
  }

  /** 201 with the credentials, or 200 with the same ones for the same request again. */
  bind(instanceId: string, bindingId: string, request: z.output<typeof binding>): Promise<Outcome> {
    return this.#alone(instanceId, async () => {
      const { platform, store } = this.#options
      await this.#plan(request)
      const known = await this.#instance(instanceId, missing)
      requireSamePlan(known, request)
      const predecessor = await this.#predecessor(instanceId, request.predecessor_binding_id)
      const parameters = request.parameters ?? predecessor?.parameters ?? {}
      checkKeyParameters(parameters)
      const { app_guid, bind_resource, predecessor_binding_id } = request
      const asked = toRequest({ ...request, parameters }, { app_guid, bind_resource, predecessor_binding_id })
      const existing = await store.broker.findBinding(bindingId)
      if (existing) return { ...repeated(existing, asked, instanceId), body: await this.binding(instanceId, bindingId) }
      const instance = await this.#serviceInstance(known)
      const { key, credentials } = await platform.keys.create(instance.name, checkedId(bindingId), parameters)
      await store.broker.addBinding({ id: bindingId, brokerInstanceId: instanceId, keyId: key.id, ...asked })
      return { status: 201, body: shown(credentials) }
    })
  }

  async binding(instanceId: string, bindingId: string) {
    const { instance, key, known } = await this.#binding(instanceId, bindingId, missing)
    const { credentials } = await this.#options.platform.keys.show(instance.name, key.name)
    return { ...shown(credentials), parameters: known.parameters }
  }

  /** Throws 410 when there is no such binding. */
  unbind(instanceId: string, bindingId: string, request: z.output<typeof deletion>): Promise<void> {
    return this.#alone(instanceId, async () => {
      await this.#plan(request)
      const { instance, key } = await this.#binding(instanceId, bindingId, gone)
      await this.#options.platform.keys.delete(instance.name, key.name)
    })
  }

  async lastBindingOperation(instanceId: string, bindingId: string) {
    await this.#binding(instanceId, bindingId, gone)
    return { state: 'succeeded' }
  }

  /** One change of an instance at a time. Throws 422 `ConcurrencyError` for the second. */
  async #alone<T>(instanceId: string, work: () => Promise<T>): Promise<T> {
    if (this.#busy.has(instanceId)) throw new BrokerError(422, 'Another operation of this instance is in progress', 'ConcurrencyError')
    this.#busy.add(instanceId)
    try {
      return await work()
    } catch (thrown) {
      throw inTheWordsOfTheBroker(thrown)
    } finally {
      this.#busy.delete(instanceId)
    }
  }

  async #plan({ service_id: service, plan_id: plan }: { service_id: string; plan_id: string }) {
    const { subaccounts, entitlements } = this.#options.platform
    return planWith({ service, plan }, subaccounts.cloudFoundry, await entitlements.list())
  }

  async #instance(instanceId: string, otherwise: () => BrokerError): Promise<BrokerInstance> {
    const known = await this.#options.store.broker.findInstance(instanceId)
    if (known === undefined) throw otherwise()
    return known
  }

  async #serviceInstance({ instanceId }: BrokerInstance): Promise<ServiceInstance> {
    const [instance] = await this.#options.store.services.instances({ id: instanceId })
    if (instance === undefined) throw missing()
    return instance
  }

  async #binding(instanceId: string, bindingId: string, otherwise: () => BrokerError) {
    const { store } = this.#options
    const owner = await this.#instance(instanceId, otherwise)
    const known = await store.broker.findBinding(bindingId)
    const [key] = known?.brokerInstanceId === instanceId ? await store.services.keys({ id: known.keyId }) : []
    if (known === undefined || key === undefined) throw otherwise()
    return { known, key, instance: await this.#serviceInstance(owner) }
  }

  /** The binding that the next one follows. Throws 404 for one that is not there, 422 for one that expired. */
  async #predecessor(instanceId: string, bindingId: string | undefined): Promise<BrokerBinding | undefined> {
    if (bindingId === undefined) return undefined
    const { instance, key, known } = await this.#binding(
      instanceId,
      bindingId,
      () => new BrokerError(404, `predecessor_binding_id: the instance has no binding '${bindingId}'`),
    )
    const { credentials } = await this.#options.platform.keys.show(instance.name, (key satisfies ServiceKey).name)
    const end = endOf(credentials)
    if (end !== undefined && end <= this.#options.clock.now()) throw new BrokerError(422, 'predecessor_binding_id: the binding has expired')
    return known
  }

  /** The name that the platform shows, when it is free and fits; the id otherwise. */
  async #freeName(instanceId: string, wanted: unknown): Promise<string> {
    const taken = (await this.#options.platform.instances.list()).map(({ name }) => name)
    const { data } = nameOf(32).safeParse(wanted)
    return data !== undefined && !taken.includes(data) ? data : instanceId.replaceAll('-', '').slice(0, 32)
  }
}

const shown = (credentials: KeyCredentials) => ({ credentials, ...bindingMetadata(credentials) })

function toRequest(
  {
    service_id: serviceId,
    plan_id: planId,
    parameters = {},
  }: { service_id: string; plan_id: string; parameters?: BrokerRequest['parameters'] | undefined },
  attributes: Readonly<Record<string, unknown>>,
): BrokerRequest {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return { serviceId, planId, attributes: Object.fromEntries(given), parameters }
}

/** The same request again is no second order. Throws 409 when anything differs. */
function repeated(existing: BrokerInstance | BrokerBinding, asked: BrokerRequest, owner?: string): Outcome {
  const { serviceId, planId, attributes, parameters } = existing
  const isSame = isDeepStrictEqual({ serviceId, planId, attributes, parameters }, asked)
  const isOfOwner = !('brokerInstanceId' in existing) || existing.brokerInstanceId === owner
  if (!isSame || !isOfOwner) throw different()
  return { status: 200, body: {} }
}

function requireSamePlan(known: BrokerInstance, { plan_id: planId }: { plan_id: string }): void {
  if (planId !== known.planId) throw new BrokerError(400, 'plan_id: the instance has another plan')
}

/** The catalog says nothing about maintenance, so that no version can be the right one. */
function requireNoMaintenance({ maintenance_info: info }: { maintenance_info?: { version?: string | undefined } | undefined }): void {
  if (info?.version === undefined) return
  throw new BrokerError(422, 'The catalog has no maintenance information', 'MaintenanceInfoConflict')
}

function checkedId(text: string): string {
  const result = id.safeParse(text)
  if (result.success) return text
  throw new BrokerError(400, `The id '${text.slice(0, 100)}' ${result.error.issues[0]!.message}`)
}

/** What is in the way of a change cannot be processed; an id that the platform did not know of is taken. */
function inTheWordsOfTheBroker(thrown: unknown): unknown {
  if (!(thrown instanceof SluiceError) || thrown.code !== 'conflict') return thrown
  return new BrokerError(422, thrown.message)
}
