using Undercast.Protocol;

namespace Undercast.S3;

[Xml(Namespace = "http://www.w3.org/2001/XMLSchema-instance")]

public sealed record Grantee
{
    public string? DisplayName { get; init; }
    public string? EmailAddress { get; init; }
    public string? ID { get; init; }
    [Xml("xsi:type", IsAttribute = true)] public required string Type { get; init; }
    public string? URI { get; init; }
}
