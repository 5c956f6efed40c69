using Undercast.Protocol;

namespace Undercast.S3;

public sealed record AccessControlPolicy
{
    [Xml("AccessControlList", Element = "Grant")] public IReadOnlyList<Grant>? Grants { get; init; }
    public Owner? Owner { get; init; }
}
