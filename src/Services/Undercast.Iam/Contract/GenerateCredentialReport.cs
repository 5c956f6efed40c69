using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GenerateCredentialReportInput
{
}

public sealed record GenerateCredentialReportOutput
{
    [OneOf("STARTED", "INPROGRESS", "COMPLETE")] public string? State { get; init; }
    public string? Description { get; init; }
}
