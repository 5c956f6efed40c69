using Microsoft.Extensions.Logging;

namespace Undercast.Storage;

internal static partial class JobLog
{
    [LoggerMessage(2001, LogLevel.Warning, "Job {Type} {Id} failed at attempt {Attempt} and will be tried again")]
    public static partial void Failed(ILogger logger, string type, string id, int attempt, Exception error);

    [LoggerMessage(2002, LogLevel.Error, "The outcome of job {Id} could not be stored; it runs again when its lease ends")]
    public static partial void NotSettled(ILogger logger, string id, Exception error);

    [LoggerMessage(2003, LogLevel.Error, "The store failed under the job runner, which goes on")]
    public static partial void StoreFailed(ILogger logger, Exception error);

    [LoggerMessage(2004, LogLevel.Information, "Job {Id} was replaced or taken over while it ran")]
    public static partial void Lost(ILogger logger, string id);
}
