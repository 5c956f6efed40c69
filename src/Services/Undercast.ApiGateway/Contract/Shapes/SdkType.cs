using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record SdkType
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("friendlyName")] public string? FriendlyName { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("configurationProperties")] public IReadOnlyList<SdkConfigurationProperty>? ConfigurationProperties { get; init; }
}

public sealed record SdkConfigurationProperty
{
    [WireName("name")] public string? Name { get; init; }
    [WireName("friendlyName")] public string? FriendlyName { get; init; }
    [WireName("required")] public bool? Required { get; init; }
}
