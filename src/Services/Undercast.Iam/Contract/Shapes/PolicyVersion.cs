using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record PolicyVersion
{
    [Length(min: 1, max: 131072), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? Document { get; init; }
    [Pattern(@"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")] public string? VersionId { get; init; }
    public bool? IsDefaultVersion { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
}
