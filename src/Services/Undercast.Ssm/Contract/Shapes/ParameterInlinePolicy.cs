using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record ParameterInlinePolicy
{
    public string? PolicyText { get; init; }
    public string? PolicyType { get; init; }
    public string? PolicyStatus { get; init; }
}
