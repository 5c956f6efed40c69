using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DeleteLoginProfileInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
}
