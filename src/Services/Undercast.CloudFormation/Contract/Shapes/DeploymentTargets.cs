using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DeploymentTargets
{
    [Elements(Pattern = @"^[0-9]{12}$")] public IReadOnlyList<string>? Accounts { get; init; }
    [Length(min: 1, max: 5120), Pattern(@"(s3://|http(s?)://).+")] public string? AccountsUrl { get; init; }
    [Elements(Pattern = @"^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$")] public IReadOnlyList<string>? OrganizationalUnitIds { get; init; }
    [OneOf("NONE", "INTERSECTION", "DIFFERENCE", "UNION")] public string? AccountFilterType { get; init; }
}
