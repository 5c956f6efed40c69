using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DeviceType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-f-]+")] public string? DeviceKey { get; init; }
    public IReadOnlyList<AttributeType>? DeviceAttributes { get; init; }
    public DateTimeOffset? DeviceCreateDate { get; init; }
    public DateTimeOffset? DeviceLastModifiedDate { get; init; }
    public DateTimeOffset? DeviceLastAuthenticatedDate { get; init; }
}
