/**
 * The first schema. Columns have the names of the domain fields. Times are milliseconds since the epoch, truth values are 0
 * and 1, lists and objects are JSON text. Contents stand in tables of their own so that lists never read them.
 */
export const initial = `
create table subaccounts (
  id text primary key,
  subdomain text not null,
  dialect text not null,
  displayName text not null,
  createdAt integer not null,
  unique (dialect, subdomain)
) strict;

create table clients (
  clientId text primary key,
  foldedId text not null unique,
  subaccountId text not null,
  name text not null,
  description text not null,
  application text not null,
  grantTypes text not null,
  redirectUris text not null,
  tokenLifetime integer,
  roles text not null,
  instanceId text,
  options text not null,
  createdAt integer not null
) strict;
create index clients_subaccount on clients (subaccountId);

create table client_secrets (
  id text primary key,
  clientId text not null references clients on delete cascade,
  kind text not null,
  hash text not null,
  keyId text,
  encrypted text,
  createdAt integer not null,
  promotedAt integer,
  expiresAt integer,
  lastUsedAt integer
) strict;
create index client_secrets_client on client_secrets (clientId);

create table certificates (
  id text primary key,
  thumbprint text not null unique,
  subjectDn text not null,
  issuerDn text not null,
  names text not null,
  pem text not null,
  serialNumber text not null,
  issuedAt integer not null,
  expiresAt integer not null,
  pinned integer not null,
  subaccountId text not null,
  clientId text references clients on delete cascade,
  keyId text,
  user text,
  createdAt integer not null,
  createdBy text,
  modifiedBy text,
  modifiedAt integer not null
) strict;
create index certificates_names on certificates (names);
create index certificates_client on certificates (clientId);

create table tokens (
  hash text primary key,
  prefix text not null,
  clientId text not null references clients on delete cascade,
  subaccountId text not null,
  claims text not null,
  issuedAt integer not null,
  expiresAt integer
) strict;
create index tokens_client on tokens (clientId, issuedAt);
create index tokens_subaccount on tokens (subaccountId, issuedAt);
create index tokens_expiry on tokens (expiresAt) where expiresAt is not null;

create table revoked_tokens (
  id text primary key,
  expiresAt integer not null
) strict, without rowid;
create index revoked_tokens_expiry on revoked_tokens (expiresAt);

create table revoked_clients (
  clientId text primary key,
  issuedUntil integer not null,
  expiresAt integer not null
) strict, without rowid;
create index revoked_clients_expiry on revoked_clients (expiresAt);

create table roles (
  application text not null,
  name text not null,
  custom integer not null,
  createdAt integer not null,
  primary key (application, name)
) strict, without rowid;

create table role_assignments (
  subaccountId text not null,
  application text not null,
  role text not null,
  user text not null,
  primary key (subaccountId, application, role, user)
) strict, without rowid;
create index role_assignments_user on role_assignments (user);
create index role_assignments_role on role_assignments (application, role);

create table entitlements (
  subaccountId text not null,
  offering text not null,
  plan text not null,
  primary key (subaccountId, offering, plan)
) strict, without rowid;

create table service_instances (
  id text primary key,
  subaccountId text not null,
  name text not null,
  offering text not null,
  plan text not null,
  clientId text not null,
  parameters text not null,
  createdAt integer not null,
  updatedAt integer not null,
  unique (subaccountId, name)
) strict;
create index service_instances_client on service_instances (clientId);

create table service_keys (
  id text primary key,
  instanceId text not null references service_instances,
  name text not null,
  parameters text not null,
  credentials text not null,
  createdAt integer not null,
  unique (instanceId, name)
) strict;

create table service_metadata (
  id text primary key,
  instanceId text references service_instances on delete cascade,
  keyId text references service_keys on delete cascade,
  metadata text not null
) strict;
create index service_metadata_instance on service_metadata (instanceId);
create index service_metadata_key on service_metadata (keyId);

create table broker_instances (
  id text primary key,
  instanceId text not null references service_instances on delete cascade,
  serviceId text not null,
  planId text not null,
  attributes text not null,
  parameters text not null
) strict;
create index broker_instances_instance on broker_instances (instanceId);

create table broker_bindings (
  id text primary key,
  brokerInstanceId text not null references broker_instances on delete cascade,
  keyId text not null references service_keys on delete cascade,
  serviceId text not null,
  planId text not null,
  attributes text not null,
  parameters text not null
) strict;
create index broker_bindings_instance on broker_bindings (brokerInstanceId);
create index broker_bindings_key on broker_bindings (keyId);

create table api_clients (
  clientId text primary key,
  subaccountId text not null,
  description text not null,
  scopes text not null,
  secretHash text not null,
  createdAt integer not null
) strict;

create table api_tokens (
  hash text primary key,
  clientId text references api_clients on delete cascade,
  scopes text not null,
  expiresAt integer not null
) strict, without rowid;
create index api_tokens_client on api_tokens (clientId);
create index api_tokens_expiry on api_tokens (expiresAt);

create table signing_keys (
  kid text primary key,
  subaccountId text not null,
  publicPem text not null,
  privatePem text not null,
  active integer not null,
  createdAt integer not null,
  enabledAt integer
) strict;
create index signing_keys_subaccount on signing_keys (subaccountId);

create table refusals (
  requestId text primary key,
  time integer not null,
  cause text not null,
  status integer not null,
  method text not null,
  path text not null,
  remoteAddress text not null,
  clientId text,
  text text not null,
  facts text not null
) strict;
create index refusals_time on refusals (time, requestId);
create index refusals_cause on refusals (cause, time, requestId);
create index refusals_client on refusals (clientId, time, requestId);

create table audit_log (
  sequence integer primary key,
  id text not null unique,
  time integer not null,
  user text not null,
  userType text not null,
  action text not null,
  objectType text not null,
  objectName text not null,
  remoteAddress text not null,
  requestId text not null,
  details text not null,
  previous text not null,
  seal text not null
) strict;
create index audit_log_time on audit_log (time);
create index audit_log_user on audit_log (user, sequence);
create index audit_log_action on audit_log (action, sequence);
create trigger audit_log_is_append_only before update on audit_log begin
  select raise(abort, 'the audit log is append-only');
end;

create table audit_log_extent (
  id integer primary key check (id = 1),
  first integer not null,
  last integer not null,
  lastSeal text not null,
  seal text not null
) strict;

create table replays (
  kind text not null,
  id text not null,
  expiresAt integer not null,
  primary key (kind, id)
) strict, without rowid;
create index replays_expiry on replays (expiresAt);

create table packages (
  id text primary key,
  name text not null,
  description text not null,
  shortText text not null,
  version text not null,
  vendor text not null,
  mode text not null,
  supportedPlatform text not null,
  products text not null,
  keywords text not null,
  countries text not null,
  industries text not null,
  lineOfBusiness text not null,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null
) strict;

create table package_custom_tags (
  packageId text not null references packages on delete cascade,
  name text not null,
  value text not null,
  primary key (packageId, name)
) strict;

create table package_documents (
  packageId text not null references packages on delete cascade,
  id text not null,
  entry text not null,
  content blob not null,
  primary key (packageId, id)
) strict;

create table design_artifacts (
  id text primary key,
  packageId text not null references packages on delete cascade,
  type text not null,
  version text not null,
  name text not null,
  description text not null,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null
) strict;
create index design_artifacts_package on design_artifacts (packageId);

create table design_artifact_contents (
  id text primary key references design_artifacts on delete cascade,
  content blob not null
) strict;

create table design_artifact_versions (
  id text not null references design_artifacts on delete cascade,
  version text not null,
  position integer not null,
  packageId text not null,
  type text not null,
  name text not null,
  description text not null,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null,
  content blob not null,
  primary key (id, version)
) strict;

create table guideline_executions (
  artifactId text primary key references design_artifacts on delete cascade,
  executionId text not null,
  artifactVersion text not null,
  status text not null,
  time integer not null,
  results text not null
) strict;

create table guideline_skips (
  artifactId text not null references design_artifacts on delete cascade,
  guidelineId text not null,
  reason text not null,
  skippedBy text not null,
  primary key (artifactId, guidelineId)
) strict;

create table flow_tests (
  artifactId text not null references design_artifacts on delete cascade,
  name text not null,
  text text not null,
  modifiedBy text not null,
  modifiedAt integer not null,
  lastRun text,
  primary key (artifactId, name)
) strict;

create table runtime_artifacts (
  id text primary key,
  type text not null,
  version text not null,
  name text not null,
  packageId text not null,
  status text not null,
  error text,
  deployedBy text not null,
  deployedOn integer not null
) strict;

create table runtime_artifact_contents (
  id text primary key references runtime_artifacts on delete cascade,
  content blob not null
) strict;

create table deploy_tasks (
  id text primary key,
  artifactId text not null,
  status text not null,
  createdAt integer not null
) strict;
create index deploy_tasks_created on deploy_tasks (createdAt);

create table security_material (
  name text primary key,
  kind text not null,
  description text not null,
  fields text not null,
  secret text not null,
  deployedBy text not null,
  deployedOn integer not null
) strict;

create table keystore_entries (
  keystore text not null,
  alias text not null,
  type text not null,
  chain text not null,
  privateKey text,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null,
  primary key (keystore, alias)
) strict;

create table keystore_history (
  alias text not null,
  sequence integer not null,
  type text not null,
  chain text not null,
  privateKey text,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null,
  activatedBy text not null,
  activeFrom integer not null,
  deactivatedBy text not null,
  activeUntil integer not null,
  primary key (alias, sequence)
) strict;

create table pgp_keys (
  keyId text primary key,
  fingerprint text not null,
  publicKey text,
  secretKey text,
  details text not null,
  modifiedBy text not null,
  modifiedAt integer not null
) strict;

create table access_policies (
  id integer primary key autoincrement,
  roleName text not null unique,
  description text not null
) strict;

create table artifact_references (
  id integer primary key autoincrement,
  policyId integer not null references access_policies on delete cascade,
  name text not null,
  description text not null,
  type text not null,
  conditionAttribute text not null,
  conditionValue text not null,
  conditionType text not null
) strict;
create index artifact_references_policy on artifact_references (policyId);

create table partner_string_parameters (
  pid text not null,
  id text not null,
  value text not null,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null,
  primary key (pid, id)
) strict, without rowid;

create table partner_binary_parameters (
  pid text not null,
  id text not null,
  contentType text not null,
  value blob not null,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null,
  primary key (pid, id)
) strict;

create table partner_user_credential_parameters (
  pid text not null,
  id text not null,
  user text not null,
  password text not null,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null,
  primary key (pid, id)
) strict, without rowid;

create table alternative_partners (
  agency text not null,
  scheme text not null,
  id text not null,
  pid text not null,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null,
  primary key (agency, scheme, id)
) strict, without rowid;
create index alternative_partners_partner on alternative_partners (pid);

create table authorized_users (
  user text primary key,
  pid text not null,
  createdBy text not null,
  createdAt integer not null,
  modifiedBy text not null,
  modifiedAt integer not null
) strict, without rowid;
create index authorized_users_partner on authorized_users (pid);

create table data_store_entries (
  entry integer primary key,
  storeName text not null,
  flowId text not null,
  type text not null,
  id text not null,
  messageId text not null,
  createdAt integer not null,
  dueAt integer not null,
  retainUntil integer not null,
  headers text not null,
  encrypted integer not null,
  unique (storeName, flowId, type, id)
) strict;
create index data_store_entries_age on data_store_entries (storeName, flowId, type, createdAt);
create index data_store_entries_message on data_store_entries (messageId);
create index data_store_entries_expiry on data_store_entries (retainUntil);

create table data_store_contents (
  entry integer primary key references data_store_entries on delete cascade,
  content blob not null
) strict;

create table data_store_retries (
  entry integer primary key references data_store_entries on delete cascade,
  messageGuid text not null,
  correlationId text not null,
  start integer not null,
  retries integer not null,
  retryAt integer not null
) strict;

create table aggregates (
  messageGuid text primary key,
  flowId text not null,
  stepId text not null,
  correlation text not null,
  storeName text not null,
  correlationId text not null,
  start integer not null,
  announcedAt integer,
  messages integer not null,
  lastNumber integer,
  completedBy text,
  dueAt integer not null,
  retries integer not null,
  message text not null
) strict;
create unique index aggregates_open on aggregates (flowId, stepId, correlation) where completedBy is null;
create index aggregates_unannounced on aggregates (flowId, stepId) where announcedAt is null;
create index aggregates_due on aggregates (flowId, stepId, dueAt);

create table variables (
  name text not null,
  flowId text not null,
  value text not null,
  updatedAt integer not null,
  retainUntil integer not null,
  encrypted integer not null,
  primary key (name, flowId)
) strict;
create index variables_expiry on variables (retainUntil);

create table number_ranges (
  name text primary key,
  description text not null,
  minValue text not null,
  maxValue text not null,
  currentValue text not null,
  fieldLength integer not null,
  rotate integer not null,
  deployedBy text not null,
  deployedOn integer not null
) strict;

create table message_store_entries (
  id text primary key,
  messageGuid text not null,
  storeId text not null,
  time integer not null,
  contentType text not null,
  hasAttachments integer not null,
  encrypted integer not null
) strict;
create index message_store_entries_message on message_store_entries (messageGuid, time);
create index message_store_entries_time on message_store_entries (time);

create table message_store_contents (
  id text primary key references message_store_entries on delete cascade,
  content blob not null,
  properties text not null
) strict;

create table message_store_attachments (
  id text primary key,
  entryId text not null references message_store_entries on delete cascade,
  position integer not null,
  name text not null,
  contentType text not null,
  properties text not null,
  content blob not null
) strict;
create index message_store_attachments_entry on message_store_attachments (entryId, position);

create table processing_marks (
  kind text not null,
  vendor text not null,
  component text not null,
  source text not null,
  entry text not null,
  createdAt integer not null,
  expiresAt integer not null,
  primary key (kind, vendor, component, source, entry)
) strict, without rowid;
create index processing_marks_entry on processing_marks (kind, entry);
create index processing_marks_expiry on processing_marks (expiresAt);

create table id_mappings (
  fromId text not null,
  mapper text not null,
  context text not null,
  qualifier text not null,
  toId text not null,
  expiresAt integer not null,
  primary key (fromId, mapper, context, qualifier)
) strict, without rowid;
create index id_mappings_to on id_mappings (toId);
create index id_mappings_expiry on id_mappings (expiresAt);

create table settings (
  name text primary key,
  value text not null
) strict;

create table message_logs (
  number integer primary key,
  messageGuid text not null unique,
  correlationId text not null,
  flowId text not null,
  flowName text not null,
  packageId text not null,
  packageName text not null,
  status text not null,
  customStatus text not null,
  logLevel text not null,
  start integer not null,
  end integer,
  sender text not null,
  receiver text not null,
  applicationMessageId text not null,
  applicationMessageType text not null
) strict;
/*
 * An index ends with what a question about its first column usually says more, so that it is answered without the rows. Those on
 * columns that nearly always have one value leave that value out: it costs nothing to write and nobody asks for it.
 */
create index message_logs_status on message_logs (status, end, start);
create index message_logs_status_start on message_logs (status, start, end);
create index message_logs_start on message_logs (start, end, status, flowId);
create index message_logs_end on message_logs (end, start, status, flowId);
create index message_logs_flow on message_logs (flowId, end, status, start);
create index message_logs_flow_name on message_logs (flowName, end, status, start, flowId);
create index message_logs_custom_status on message_logs (customStatus, end, start);
create index message_logs_correlation on message_logs (correlationId);
create index message_logs_application_message on message_logs (applicationMessageId, end, start) where applicationMessageId <> '';
create index message_logs_application_type on message_logs (applicationMessageType, end, start) where applicationMessageType <> '';
create index message_logs_sender on message_logs (sender, end, start) where sender <> '';
create index message_logs_receiver on message_logs (receiver, end, start) where receiver <> '';
create index message_logs_log_level on message_logs (logLevel, end, start) where logLevel <> 'INFO';

create table message_log_counts (
  status text not null,
  endHour integer not null,
  startHour integer not null,
  messages integer not null,
  primary key (status, endHour, startHour)
) strict, without rowid;

create table message_log_headers (
  messageGuid text not null references message_logs (messageGuid) on delete cascade,
  position integer not null,
  id text not null,
  name text not null,
  value text not null,
  primary key (messageGuid, position)
) strict, without rowid;
create index message_log_headers_value on message_log_headers (name, value);

create table message_log_adapter_attributes (
  messageGuid text not null references message_logs (messageGuid) on delete cascade,
  position integer not null,
  id text not null,
  adapterId text not null,
  name text not null,
  value text not null,
  primary key (messageGuid, position)
) strict, without rowid;

create table message_log_attachments (
  id text primary key,
  messageGuid text not null references message_logs (messageGuid) on delete cascade,
  position integer not null,
  name text not null,
  contentType text not null,
  size integer not null,
  time integer not null,
  unique (messageGuid, position)
) strict;

create table message_log_attachment_contents (
  id text primary key references message_log_attachments on delete cascade,
  content blob not null
) strict;

create table message_log_errors (
  messageGuid text primary key references message_logs (messageGuid) on delete cascade,
  text text not null,
  elementId text not null,
  type text not null
) strict, without rowid;

create table log_levels (
  flowId text primary key,
  level text not null,
  until integer,
  fallback text not null
) strict;

create table message_log_runs (
  id text primary key,
  messageGuid text not null references message_logs (messageGuid) on delete cascade,
  start integer not null,
  stop integer,
  logLevel text not null,
  overallState text not null,
  processId text not null
) strict;
create index message_log_runs_message on message_log_runs (messageGuid);
create index message_log_runs_open on message_log_runs (stop) where stop is null;

create table message_log_run_steps (
  runId text primary key references message_log_runs on delete cascade,
  steps text not null
) strict;

create table traces (
  messageGuid text primary key references message_logs (messageGuid) on delete cascade,
  recordedAt integer not null
) strict;
create index traces_recorded on traces (recordedAt);

create table trace_messages (
  id integer primary key autoincrement,
  messageGuid text not null references traces on delete cascade,
  runId text not null,
  childCount integer not null,
  elementId text not null,
  size integer not null,
  mimeType text not null,
  payload integer not null,
  headers integer not null,
  exchangeProperties integer not null
) strict;
create index trace_messages_message on trace_messages (messageGuid);
create index trace_messages_step on trace_messages (runId, childCount);

create table trace_contents (
  messageGuid text not null references traces on delete cascade,
  position integer not null,
  content blob not null,
  primary key (messageGuid, position)
) strict, without rowid;

/*
 * What the planner assumes about the log, fixed so that its plans do not change under load: rows, then rows per value of the
 * first column, of the first two, … Without it a filter on status and correlation id would walk the status.
 */
analyze sqlite_schema;
insert into sqlite_stat1 (tbl, idx, stat) values
  ('message_logs', 'sqlite_autoindex_message_logs_1', '1000000 1'),
  ('message_logs', 'message_logs_status', '1000000 200000 1 1'),
  ('message_logs', 'message_logs_status_start', '1000000 200000 1 1'),
  ('message_logs', 'message_logs_start', '1000000 1 1 1 1'),
  ('message_logs', 'message_logs_end', '1000000 1 1 1 1'),
  ('message_logs', 'message_logs_flow', '1000000 10000 1 1 1'),
  ('message_logs', 'message_logs_flow_name', '1000000 10000 1 1 1 1'),
  ('message_logs', 'message_logs_custom_status', '1000000 100000 1 1'),
  ('message_logs', 'message_logs_correlation', '1000000 2'),
  ('message_logs', 'message_logs_application_message', '200000 5 1 1'),
  ('message_logs', 'message_logs_application_type', '200000 10000 1 1'),
  ('message_logs', 'message_logs_sender', '200000 10000 1 1'),
  ('message_logs', 'message_logs_receiver', '200000 10000 1 1'),
  ('message_logs', 'message_logs_log_level', '10000 5000 1 1'),
  ('message_log_headers', 'message_log_headers', '1000000 5 1'),
  ('message_log_headers', 'message_log_headers_value', '1000000 10000 5 1');
analyze sqlite_schema;
`
