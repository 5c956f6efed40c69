using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record RequiredActivatedType
{
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? TypeNameAlias { get; init; }
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? OriginalTypeName { get; init; }
    [Length(min: 1, max: 40), Pattern(@"[0-9a-zA-Z]{12,40}")] public string? PublisherId { get; init; }
    public IReadOnlyList<int>? SupportedMajorVersions { get; init; }
}
