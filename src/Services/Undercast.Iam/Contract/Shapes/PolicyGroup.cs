using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record PolicyGroup
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? GroupName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public string? GroupId { get; init; }
}
