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
  createdAt integer not null
) strict;
create index client_secrets_client on client_secrets (clientId);

create table tokens (
  hash text primary key,
  prefix text not null,
  clientId text not null references clients on delete cascade,
  subaccountId text not null,
  claims text not null,
  issuedAt integer not null,
  expiresAt integer
) strict, without rowid;
create index tokens_client on tokens (clientId, issuedAt);
create index tokens_subaccount on tokens (subaccountId, issuedAt);
create index tokens_expiry on tokens (expiresAt) where expiresAt is not null;

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

create table signing_keys (
  kid text primary key,
  subaccountId text not null,
  publicPem text not null,
  privatePem text not null,
  active integer not null,
  createdAt integer not null
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

create table security_material (
  name text primary key,
  kind text not null,
  description text not null,
  fields text not null,
  secret text not null,
  deployedBy text not null,
  deployedOn integer not null
) strict;

create table settings (
  name text primary key,
  value text not null
) strict;

create table message_logs (
  messageGuid text primary key,
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
create index message_logs_status on message_logs (status, end);
create index message_logs_start on message_logs (start);
create index message_logs_end on message_logs (end);
create index message_logs_flow on message_logs (flowId, end);
create index message_logs_flow_name on message_logs (flowName, end);
create index message_logs_correlation on message_logs (correlationId);
create index message_logs_application_message on message_logs (applicationMessageId);

create table message_log_headers (
  messageGuid text not null references message_logs on delete cascade,
  position integer not null,
  id text not null,
  name text not null,
  value text not null,
  primary key (messageGuid, position)
) strict, without rowid;
create index message_log_headers_value on message_log_headers (name, value);

create table message_log_adapter_attributes (
  messageGuid text not null references message_logs on delete cascade,
  position integer not null,
  id text not null,
  adapterId text not null,
  name text not null,
  value text not null,
  primary key (messageGuid, position)
) strict, without rowid;

create table message_log_attachments (
  id text primary key,
  messageGuid text not null references message_logs on delete cascade,
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
  messageGuid text primary key references message_logs on delete cascade,
  text text not null,
  elementId text not null,
  type text not null
) strict, without rowid;

/*
 * What the planner assumes about the log, fixed so that its plans do not change under load: rows, then rows per value of the
 * first column, of the first two, … Without it a filter on status and correlation id would walk the status.
 */
analyze sqlite_schema;
insert into sqlite_stat1 (tbl, idx, stat) values
  ('message_logs', 'sqlite_autoindex_message_logs_1', '1000000 1'),
  ('message_logs', 'message_logs_status', '1000000 200000 1'),
  ('message_logs', 'message_logs_start', '1000000 1'),
  ('message_logs', 'message_logs_end', '1000000 1'),
  ('message_logs', 'message_logs_flow', '1000000 10000 1'),
  ('message_logs', 'message_logs_flow_name', '1000000 10000 1'),
  ('message_logs', 'message_logs_correlation', '1000000 2'),
  ('message_logs', 'message_logs_application_message', '1000000 5'),
  ('message_log_headers', 'message_log_headers', '1000000 5 1'),
  ('message_log_headers', 'message_log_headers_value', '1000000 10000 5 1');
analyze sqlite_schema;
`
