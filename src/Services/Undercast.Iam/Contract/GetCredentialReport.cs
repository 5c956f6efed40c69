using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetCredentialReportInput
{
}

public sealed record GetCredentialReportOutput
{
    public byte[]? Content { get; init; }
    [OneOf("text/csv")] public string? ReportFormat { get; init; }
    public DateTimeOffset? GeneratedTime { get; init; }
}
