using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DescribeUserPoolDomainInput
{
    [Length(min: 1, max: 63), Pattern(@"^[a-z0-9](?:[a-z0-9\-\.]{0,61}[a-z0-9])?$")] public required string Domain { get; init; }
}

public sealed record DescribeUserPoolDomainOutput
{
    public DomainDescriptionType? DomainDescription { get; init; }
}
