import { channelsOf } from '../checked-flow.ts'
import { type Guideline, judge } from '../guideline.ts'

/** No transaction spans a database and a message broker. */
export default {
  id: 'AVOID_MIXING_JDBC_AND_JMS_TRANSACTIONS',
  name: 'Avoid mixing JDBC and JMS transactions',
  category: 'Define Proper Transaction Handling',
  severity: 'High',
  check({ processes, model }) {
    const adaptersOf = (process: (typeof processes)[number]) => new Set(channelsOf(process, model).map(({ adapter }) => adapter))
    return judge(
      processes.filter((process) => ['JMS', 'JDBC'].some((adapter) => adaptersOf(process).has(adapter))),
      (process) =>
        /^Required/.test(process.properties.get('transactionalHandling') ?? '') &&
        ['JMS', 'JDBC'].every((adapter) => adaptersOf(process).has(adapter)),
    )
  },
} satisfies Guideline
