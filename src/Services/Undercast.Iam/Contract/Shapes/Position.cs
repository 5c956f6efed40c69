using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record Position
{
    public int? Line { get; init; }
    public int? Column { get; init; }
}
