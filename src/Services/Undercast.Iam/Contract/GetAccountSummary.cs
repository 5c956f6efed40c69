using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetAccountSummaryInput
{
}

public sealed record GetAccountSummaryOutput
{
    public IReadOnlyDictionary<string, int>? SummaryMap { get; init; }
}
