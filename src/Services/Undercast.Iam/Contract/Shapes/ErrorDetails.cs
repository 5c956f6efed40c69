using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ErrorDetails
{
    public required string Message { get; init; }
    public required string Code { get; init; }
}
