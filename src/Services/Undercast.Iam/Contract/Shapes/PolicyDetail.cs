using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record PolicyDetail
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? PolicyName { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? PolicyDocument { get; init; }
}
