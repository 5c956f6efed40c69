using System.Text;
using Undercast.Kernel;

namespace Undercast.Functions;

/// <summary>What an instance prints, line by line, on its way to the log.</summary>
/// <remarks>
/// Bytes are read under a lock, by the pump's thread when they arrive or by whoever ends a call: what the function printed before it answered is then in the
/// pipe, so reading until the pipe is empty puts it before the END line. While the log is behind, the pipe is left alone and the function waits in its print.
/// </remarks>
internal sealed class InstanceOutput(ILogWriter? writer, LogTarget target, TimeProvider time)
{
    // AWS: one event takes at most 1 MB; a longer line is cut.
    private const int LongestLine = 256 * 1024;
    private const int MostPending = 4 * 1024 * 1024;
    private const int TailBytes = 4096;
    private const byte RecordSeparator = 0x1E;
    private const byte ExtensionMark = 0x1D;
    private readonly TaskCompletionSource _runtimeEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private byte[] _line = new byte[256];
    private int _lineLength;
    private List<LogEntry> _pending = [];
    private long _pendingBytes;
    private Task _flushing = Task.CompletedTask;
    private Queue<string>? _tail;
    private int _tailBytes;
    private bool _ended;
    private int _fd = -1;

    /// <summary>Completes when the shell that runs a runtime beside extensions says that the runtime has ended.</summary>
    public Task RuntimeEnded => _runtimeEnded.Task;

    public void Attach(int fd) => _fd = fd;

    /// <summary>Who else hears of it; null while nobody has subscribed.</summary>
    public Telemetry? Telemetry { get; set; }

    /// <summary>Whether the log is so far behind that the function has to wait.</summary>
    public bool IsBehind => Volatile.Read(ref _pendingBytes) > MostPending;

    /// <summary>Reads what is there without waiting; false at the end of the output.</summary>
    public bool ReadAvailable()
    {
        lock (_lock)
        {
            while (!_ended && !IsBehind)
            {
                var fd = new Native.PollFd { Fd = _fd, Events = Native.PollIn };
                if (Native.PollOne(ref fd, 1, 0) <= 0 || fd.Ready == 0) break;
                var read = (int)Native.Read(_fd, _buffer, _buffer.Length);
                if (read <= 0)
                {
                    EndLine();
                    _ended = true;
                    break;
                }
                Take(_buffer.AsSpan(0, read));
            }
            if (_pending.Count > 0 && _flushing.IsCompleted) _flushing = FlushAsync();
            return !_ended;
        }
    }

    /// <summary>Begins to gather the tail of the log for one call.</summary>
    public void BeginTail()
    {
        lock (_lock)
        {
            _tail = new Queue<string>();
            _tailBytes = 0;
        }
    }

    /// <summary>The last 4 KB since <see cref="BeginTail"/>, or null when nobody asked.</summary>
    public byte[]? EndTail()
    {
        lock (_lock)
        {
            if (_tail is null) return null;
            var bytes = Encoding.UTF8.GetBytes(string.Concat(_tail));
            _tail = null;
            return bytes.Length > TailBytes ? bytes[^TailBytes..] : bytes;
        }
    }

    /// <summary>Adds lines of the platform's own, such as START and REPORT.</summary>
    public void Add(bool flush, params ReadOnlySpan<string> messages)
    {
        lock (_lock)
        {
            foreach (var message in messages) AddLocked(message);
            if (flush && _pending.Count > 0 && _flushing.IsCompleted) _flushing = FlushAsync();
        }
    }

    /// <summary>Waits until the log has taken what was printed.</summary>
    public async Task DrainAsync()
    {
        while (true)
        {
            Task flushing;
            lock (_lock)
            {
                if (_pending.Count == 0 && _flushing.IsCompleted) return;
                if (_flushing.IsCompleted) _flushing = FlushAsync();
                flushing = _flushing;
            }
            await flushing;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            var room = LongestLine - _lineLength;
            if (part.Length > room) part = part[..room];
            if (_lineLength + part.Length > _line.Length) Array.Resize(ref _line, Math.Max(_line.Length * 2, _lineLength + part.Length));
            part.CopyTo(_line.AsSpan(_lineLength));
            _lineLength += part.Length;
            if (end < 0) return;
            EndLine();
            bytes = bytes[(end + 1)..];
        }
    }

    private void EndLine()
    {
        if (_lineLength == 0) return;
        var line = _line.AsSpan(0, _lineLength);
        if (line is [ExtensionMark, ExtensionMark])
        {
            _lineLength = 0;
            _runtimeEnded.TrySetResult();
            return;
        }
        // The bootstraps of ours keep the lines of one record together.
        line.Replace(RecordSeparator, (byte)'\n');
        var isExtension = line[0] == ExtensionMark;
        var text = Encoding.UTF8.GetString(isExtension ? line[1..] : line) + "\n";
        AddLocked(text);
        Telemetry?.PublishLine(isExtension ? "extension" : "function", text);
        _lineLength = 0;
    }

    private void AddLocked(string message)
    {
        if (writer is not null)
        {
            _pending.Add(new LogEntry(time.GetUtcNow(), message));
            _pendingBytes += message.Length;
        }
        if (_tail is null) return;
        _tail.Enqueue(message);
        _tailBytes += message.Length;
        while (_tailBytes > TailBytes && _tail.Count > 1 && _tailBytes - _tail.Peek().Length >= TailBytes) _tailBytes -= _tail.Dequeue().Length;
    }

    private async Task FlushAsync()
    {
        // Leaves the lock before the log is waited for.
        await Task.Yield();
        while (true)
        {
            List<LogEntry> batch;
            lock (_lock)
            {
                batch = _pending;
                if (batch.Count == 0) return;
                _pending = [];
            }
            try
            {
                await writer!.WriteAsync(target, batch, CancellationToken.None);
            }
            finally
            {
                lock (_lock) _pendingBytes -= batch.Sum(static e => (long)e.Message.Length);
                OutputPump.Wake();
            }
        }
    }
}
