using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Undercast.Functions.Dotnet;

/// <summary>What the function writes: a line for each record, with time, request and level, or a JSON object where the function asks for that format.</summary>
internal sealed class FunctionLog(Stream output, bool json, string? least)
{
    // AWS: the levels' names in text and in JSON, least first (Lambda, logging in .NET).
    private static readonly (string Name, string Short, string Setting)[] Levels =
        [("Trace", "trce", "TRACE"), ("Debug", "dbug", "DEBUG"), ("Information", "info", "INFO"), ("Warning", "warn", "WARN"), ("Error", "fail", "ERROR"), ("Critical", "crit", "FATAL")];

    private readonly Lock _gate = new();
    private readonly int _least = Math.Max(0, Array.FindIndex(Levels, l => l.Setting.Equals(least, StringComparison.OrdinalIgnoreCase)));

    public string? RequestId { get; set; }

    /// <summary>A writer whose lines have a level.</summary>
    public TextWriter WriterOf(string level) => TextWriter.Synchronized(new LineWriter(this, level));

    /// <param name="level">The name of a level of <c>Microsoft.Extensions.Logging</c>; another counts as Information.</param>
    /// <param name="message">The text, without a line end.</param>
    public void Write(string level, string message)
    {
        var at = Math.Max(Array.FindIndex(Levels, l => l.Name.Equals(level, StringComparison.OrdinalIgnoreCase)), 0);
        if (!Levels[at].Name.Equals(level, StringComparison.OrdinalIgnoreCase)) at = 2;
        if (json && at < _least) return;
        var time = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        // The lines of one record stay one event: the separator becomes a line end again in the log.
        var line = json
            ? $"{{\"timestamp\":\"{time}\",\"level\":\"{Levels[at].Name}\",\"requestId\":{JsonText.Quote(RequestId)},\"message\":{JsonText.Quote(message)}}}\n"
            : $"{time}\t{RequestId}\t{Levels[at].Short}\t{message.Replace('\n', '\x1e')}\n";
        lock (_gate)
        {
            output.Write(Encoding.UTF8.GetBytes(line));
            output.Flush();
        }
    }

    private sealed class LineWriter(FunctionLog log, string level) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value == '\n') Flush();
            else if (value != '\r') _line.Append(value);
        }

        public override void Write(string? value)
        {
            foreach (var c in value ?? "") Write(c);
        }

        public override void WriteLine(string? value)
        {
            // Lines that were written at once are one record.
            _line.Append((value ?? "").Replace("\r\n", "\n", StringComparison.Ordinal));
            Emit();
        }

        public override void Flush()
        {
            if (_line.Length > 0) Emit();
        }

        private void Emit()
        {
            log.Write(level, _line.ToString());
            _line.Clear();
        }
    }
}

/// <summary>JSON without a serializer, which the handler's own may replace or trim.</summary>
internal static class JsonText
{
    public static string Quote(string? text) => text is null ? "null" : $"\"{JsonEncodedText.Encode(text)}\"";
}

/// <summary>The documents of exceptions.</summary>
internal static class ErrorDocument
{
    /// <summary>The exception that the handler meant: reflection and tasks wrap it.</summary>
    public static Exception Unwrap(Exception e) => e switch
    {
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        _ => e,
    };

    public static string TypeOf(Exception e) => Unwrap(e).GetType().Name;

    public static byte[] Of(Exception e) => Encoding.UTF8.GetBytes(Text(Unwrap(e), depth: 0));

    private static string Text(Exception e, int depth)
    {
        var frames = (e.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var cause = e.InnerException is { } inner && depth < 10 ? $",\"cause\":{Text(inner, depth + 1)}" : "";
        return $"{{\"errorType\":{JsonText.Quote(e.GetType().Name)},\"errorMessage\":{JsonText.Quote(e.Message)},\"stackTrace\":[{string.Join(',', frames.Select(JsonText.Quote))}]{cause}}}";
    }
}
