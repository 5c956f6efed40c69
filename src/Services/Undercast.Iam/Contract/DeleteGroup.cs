using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DeleteGroupInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string GroupName { get; init; }
}
