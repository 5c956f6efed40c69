using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Undercast.Host.Hosting;

/// <summary>Log lines on standard error: time, level, category, text.</summary>
internal sealed class LineLoggerProvider(TimeProvider time) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, time);

    public void Dispose() { }

    private sealed class LineLogger(string category, TimeProvider time) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {logLevel.ToString().ToLowerInvariant()} {category} {formatter(state, exception)}");
            Console.Error.WriteLine(exception is null ? text : $"{text}{Environment.NewLine}{exception}");
        }
    }
}
