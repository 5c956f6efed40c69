using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record EntityDetails
{
    public required EntityInfo EntityInfo { get; init; }
    public DateTimeOffset? LastAuthenticated { get; init; }
}
