using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetInstanceProfileInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string InstanceProfileName { get; init; }
}

public sealed record GetInstanceProfileOutput
{
    public required InstanceProfile InstanceProfile { get; init; }
}
