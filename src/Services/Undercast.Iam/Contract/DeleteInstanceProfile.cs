using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DeleteInstanceProfileInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string InstanceProfileName { get; init; }
}
