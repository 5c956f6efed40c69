namespace Undercast.Logs;

/// <summary>An aggregate of <c>stats</c>.</summary>
/// <param name="Text">Under which its value stands in the row.</param>
/// <param name="Begin">Makes what gathers the rows of one group.</param>
internal sealed record QueryAggregate(string Text, Func<QueryAccumulator> Begin)
{
    public static QueryAggregate? Make(string function, string text, IReadOnlyList<QueryExpression> arguments)
    {
        Func<QueryRow, object?> of = arguments.Count > 0 ? arguments[0].Of : static r => r;
        Func<QueryAccumulator>? begin = function switch
        {
            "count" => () => new Count(arguments.Count > 0 ? of : null),
            "count_distinct" => () => new Distinct(of),
            "sum" or "avg" or "min" or "max" or "stddev" => () => new Numbers(of, function),
            "pct" or "percentile" when arguments.Count == 2 && QueryValue.Number(arguments[1].Of(new QueryRow())) is { } percent => () => new Percentile(of, percent),
            "median" => () => new Percentile(of, 50),
            "earliest" => () => new First(of, static (a, b) => QueryValue.Compare(a, b) < 0, byTime: true),
            "latest" => () => new First(of, static (a, b) => QueryValue.Compare(a, b) > 0, byTime: true),
            "sortsfirst" => () => new First(of, static (a, b) => QueryValue.Compare(a, b) < 0, byTime: false),
            "sortslast" => () => new First(of, static (a, b) => QueryValue.Compare(a, b) > 0, byTime: false),
            _ => null,
        };
        return begin is null ? null : new QueryAggregate(text, begin);
    }

    private sealed class Count(Func<QueryRow, object?>? of) : QueryAccumulator
    {
        private long _count;

        public override void Add(QueryRow row)
        {
            if (of is null || of(row) is not null) _count++;
        }

        public override object? Value => (double)_count;
    }

    private sealed class Distinct(Func<QueryRow, object?> of) : QueryAccumulator
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public override void Add(QueryRow row)
        {
            if (QueryValue.Text(of(row)) is { } text) _seen.Add(text);
        }

        public override object? Value => (double)_seen.Count;
    }

    private sealed class Numbers(Func<QueryRow, object?> of, string function) : QueryAccumulator
    {
        private long _count;
        private double _sum;
        private double _min = double.PositiveInfinity;
        private double _max = double.NegativeInfinity;
        private double _mean;
        private double _spread;

        public override void Add(QueryRow row)
        {
            if (QueryValue.Number(of(row)) is not { } n) return;
            _count++;
            _sum += n;
            _min = Math.Min(_min, n);
            _max = Math.Max(_max, n);
            var delta = n - _mean;
            _mean += delta / _count;
            _spread += delta * (n - _mean);
        }

        public override object? Value => _count == 0 ? null : function switch
        {
            "sum" => _sum,
            "avg" => _sum / _count,
            "min" => _min,
            "max" => _max,
            _ => Math.Sqrt(_spread / _count),
        };
    }

    private sealed class Percentile(Func<QueryRow, object?> of, double percent) : QueryAccumulator
    {
        private readonly List<double> _all = [];

        public override void Add(QueryRow row)
        {
            if (QueryValue.Number(of(row)) is { } n) _all.Add(n);
        }

        public override object? Value
        {
            get
            {
                if (_all.Count == 0) return null;
                _all.Sort();
                var at = Math.Clamp(percent, 0, 100) / 100 * (_all.Count - 1);
                var low = (int)Math.Floor(at);
                return low + 1 < _all.Count ? _all[low] + ((at - low) * (_all[low + 1] - _all[low])) : _all[low];
            }
        }
    }

    private sealed class First(Func<QueryRow, object?> of, Func<object?, object?, bool> before, bool byTime) : QueryAccumulator
    {
        private object? _key;
        private object? _value;

        public override void Add(QueryRow row)
        {
            if (of(row) is not { } value) return;
            var key = byTime ? row["@timestamp"] : value;
            if (_value is not null && !before(key, _key)) return;
            (_key, _value) = (key, value);
        }

        public override object? Value => _value;
    }
}

/// <summary>Gathers the rows of one group.</summary>
internal abstract class QueryAccumulator
{
    public abstract object? Value { get; }

    public abstract void Add(QueryRow row);
}
