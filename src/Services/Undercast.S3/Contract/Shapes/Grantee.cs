using Undercast.Protocol;

namespace Undercast.S3;

[Xml(Namespace = "http://www.w3.org/2001/XMLSchema-instance", Prefix = "xsi")]

public sealed record Grantee
{
    [Xml("xsi:type", IsAttribute = true)] public required string Type { get; init; }
    public string? DisplayName { get; init; }
    public string? EmailAddress { get; init; }
    public string? ID { get; init; }
    public string? URI { get; init; }
}
