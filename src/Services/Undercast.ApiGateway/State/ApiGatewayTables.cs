using Undercast.ApiGateway.Routed;
using Undercast.Storage;

namespace Undercast.ApiGateway;

internal static class ApiGatewayTables
{
    public static readonly Table<RestApiKey, RestApiRecord> Apis = new("apigateway.restapi", JsonRecord.Codec(() => ApiGatewayJson.Default.RestApiRecord));
    public static readonly Index<OwnedKey, RestApiKey, RestApiRecord> ApisByOwner = Apis.AddIndex<OwnedKey>("by-owner", static (key, api) => new OwnedKey(api.Account, api.Region, key.Id));
    public static readonly Table<PartKey, DeploymentRecord> Deployments = new("apigateway.deployment", JsonRecord.Codec(() => ApiGatewayJson.Default.DeploymentRecord));
    public static readonly Table<PartKey, StageRecord> Stages = new("apigateway.stage", JsonRecord.Codec(() => ApiGatewayJson.Default.StageRecord));
    /// <summary>Read for each request, so it stands apart from the stage and is small.</summary>
    public static readonly Table<PartKey, StageVersionRecord> StageVersions = new("apigateway.stage-version", StageVersionRecord.Codec);
    public static readonly Table<OwnedKey, ApiKey> Keys = new("apigateway.api-key", JsonRecord.Codec(() => ApiGatewayJson.Default.ApiKey));
    public static readonly Index<OwnedKey, OwnedKey, ApiKey> KeysByValue = Keys.AddIndex<OwnedKey>("by-value", static (key, apiKey) => new OwnedKey(key.Account, key.Region, apiKey.Value!));
    public static readonly Table<OwnedKey, UsagePlan> Plans = new("apigateway.usage-plan", JsonRecord.Codec(() => ApiGatewayJson.Default.UsagePlan));
    public static readonly Table<PlanKeyKey, UsagePlanKey> PlanKeys = new("apigateway.usage-plan-key", JsonRecord.Codec(() => ApiGatewayJson.Default.UsagePlanKey));
    public static readonly Index<OwnedKey, PlanKeyKey, UsagePlanKey> PlansByKey =
        PlanKeys.AddIndex<OwnedKey>("by-key", static (key, _) => new OwnedKey(key.Account, key.Region, key.Key));
    public static readonly Table<PartKey, Account> Accounts = new("apigateway.account", JsonRecord.Codec(() => ApiGatewayJson.Default.Account));
    /// <summary>Where several nodes share the store: by API or usage plan, then by what is throttled.</summary>
    public static readonly Table<PartKey, ThrottleRecord> Throttles = new("apigateway.throttle", ThrottleRecord.Codec);
    public static readonly Table<UsageKey, UsageRecord> Usage = new("apigateway.usage", JsonRecord.Codec(() => ApiGatewayJson.Default.UsageRecord));

    // HTTP and WebSocket APIs.
    public static readonly Table<RestApiKey, RoutedApiRecord> RoutedApis = new("apigateway.routed-api", JsonRecord.Codec(() => RoutedJson.Default.RoutedApiRecord));
    public static readonly Index<OwnedKey, RestApiKey, RoutedApiRecord> RoutedApisByOwner = RoutedApis.AddIndex<OwnedKey>("by-owner", static (key, api) => new OwnedKey(api.Account, api.Region, key.Id));
    public static readonly Table<RestApiKey, RoutedVersionRecord> RoutedVersions = new("apigateway.routed-version", JsonRecord.Codec(() => RoutedJson.Default.RoutedVersionRecord));
    public static readonly Table<PartKey, RoutedDeploymentRecord> RoutedDeployments = new("apigateway.routed-deployment", JsonRecord.Codec(() => RoutedJson.Default.RoutedDeploymentRecord));
    public static readonly Table<PartKey, RoutedStageRecord> RoutedStages = new("apigateway.routed-stage", JsonRecord.Codec(() => RoutedJson.Default.RoutedStageRecord));
    public static readonly Table<OwnedKey, VpcLinkRecord> RoutedVpcLinks = new("apigateway.routed-vpc-link", JsonRecord.Codec(() => RoutedJson.Default.VpcLinkRecord));

    // Custom domain names, for all kinds of APIs.
    public static readonly Table<DomainKey, DomainRecord> Domains = new("apigateway.domain", JsonRecord.Codec(() => DomainJson.Default.DomainRecord));
    public static readonly Index<OwnedKey, DomainKey, DomainRecord> DomainsByOwner = Domains.AddIndex<OwnedKey>("by-owner", static (key, domain) => new OwnedKey(domain.Account, domain.Region, key.Name));
    /// <summary>By domain and rule.</summary>
    public static readonly Table<PartKey, RoutingRule> RoutingRules = new("apigateway.routing-rule", JsonRecord.Codec(() => DomainJson.Default.RoutingRule));
    public static readonly Table<DomainKey, TruststoreRecord> Truststores = new("apigateway.truststore", JsonRecord.Codec(() => DomainJson.Default.TruststoreRecord));
    public static readonly Table<PartKey, MappingRecord> Mappings = new("apigateway.mapping", JsonRecord.Codec(() => DomainJson.Default.MappingRecord));
    public static readonly Table<OwnedKey, VpcLink> VpcLinks = new("apigateway.vpc-link", JsonRecord.Codec(() => ApiGatewayJson.Default.VpcLink));
    public static readonly Table<OwnedKey, ClientCertificateRecord> ClientCertificates = new("apigateway.client-certificate", JsonRecord.Codec(() => ApiGatewayJson.Default.ClientCertificateRecord));
}
