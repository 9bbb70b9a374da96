import Exchange

/// Runs one exercise of one learner for `grade`, and sends back values.
@main struct Worker {
    static func main() { serve(subjects1 + subjects2 + subjects3 + subjects4) }
}
