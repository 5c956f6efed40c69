using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListDevicesInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
    [Range(min: 0, max: 60)] public int? Limit { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? PaginationToken { get; init; }
}

public sealed record ListDevicesOutput
{
    public IReadOnlyList<DeviceType>? Devices { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? PaginationToken { get; init; }
}
