using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdminListDevicesInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    [Range(min: 0, max: 60)] public int? Limit { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? PaginationToken { get; init; }
}

public sealed record AdminListDevicesOutput
{
    public IReadOnlyList<DeviceType>? Devices { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? PaginationToken { get; init; }
}
