using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record SetDefaultPolicyVersionInput
{
    [Length(min: 20, max: 2048)] public required string PolicyArn { get; init; }
    [Pattern(@"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")] public required string VersionId { get; init; }
}
